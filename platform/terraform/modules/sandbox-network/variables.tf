variable "name" {
  description = "Name of the network."
  type        = string

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{1,30}[a-z0-9]$", var.name))
    error_message = "name must have 3 to 32 small letters, digits and hyphens, and begin with a letter."
  }
}

variable "environment" {
  description = "dev, staging or prod; decides how many zones there are."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment must be dev, staging or prod."
  }
}

variable "owner" {
  description = "Who answers for it."
  type        = string
  default     = "platform-team"
}

variable "seconds" {
  description = "How long making one subnet takes, so that there is something to watch."
  type        = number
  default     = 2

  validation {
    condition     = var.seconds >= 0 && var.seconds <= 120
    error_message = "seconds must be from 0 to 120."
  }
}
