terraform {
  required_version = ">= 1.8"

  required_providers {
    classroom = {
      source  = "flexclass/classroom"
      version = ">= 0.0.1"
    }
  }
}
