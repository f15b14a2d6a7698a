terraform {
  required_version = ">= 1.8"

  required_providers {
    classroom = {
      source = "flexclass/classroom"
    }
  }
}

# Configured by AGORA_APP_ID, AGORA_REGION and AGORA_APP_CERTIFICATE.
provider "classroom" {}
