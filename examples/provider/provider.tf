terraform {
  required_providers {
    classroom = {
      source  = "flexclass/classroom"
      version = ">= 0.0.1"
    }
  }
}

variable "app_certificate" {
  description = "The app certificate of the Agora console."
  type        = string
  sensitive   = true
}

provider "classroom" {
  app_id          = "970CA35de60c44645bbae8a215061b33"
  region          = "ap"
  app_certificate = var.app_certificate # or AGORA_APP_CERTIFICATE
}
