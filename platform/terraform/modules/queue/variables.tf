variable "name" {
  description = "Name of the queue, which all of it is named after."
  type        = string

  validation {
    condition     = length(var.name) <= 24 && can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name))
    error_message = "name must have small letters, digits and single hyphens, begin with a letter, end with a letter or digit, and have at most 24 characters."
  }
}

variable "environment" {
  description = "Where it is for; decides how it is kept."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment must be dev, staging or prod."
  }
}

variable "service" {
  description = "The service that it belongs to. A tag of everything."
  type        = string

  validation {
    condition     = length(var.service) > 0 && length(var.service) <= 63
    error_message = "service must be a name of at most 63 characters."
  }
}

variable "owner" {
  description = "The team that answers for it. A tag of everything."
  type        = string

  validation {
    condition     = length(var.owner) > 0 && length(var.owner) <= 128
    error_message = "owner must name a team."
  }
}

variable "cost_center" {
  description = "Who pays, such as cc-1234. A tag of everything."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$", var.cost_center))
    error_message = "cost_center must have letters, digits, '-', '_' and '.', at most 63 of them, and a letter or digit at both ends."
  }
}

variable "kept_days" {
  description = "How long a message waits to be taken, and in the queue of failures to be looked at."
  type        = number
  default     = 14

  validation {
    condition     = var.kept_days >= 1 && var.kept_days <= 14 && floor(var.kept_days) == var.kept_days
    error_message = "kept_days must be a whole number from 1 to 14."
  }
}

variable "visibility_seconds" {
  description = "How long a message that was taken is seen by nobody else."
  type        = number
  default     = 60

  validation {
    condition     = var.visibility_seconds >= 1 && var.visibility_seconds <= 43200 && floor(var.visibility_seconds) == var.visibility_seconds
    error_message = "visibility_seconds must be a whole number from 1 to 43200."
  }
}

variable "attempts" {
  description = "How often a message is taken in vain before it goes to the queue of failures."
  type        = number
  default     = 5

  validation {
    condition     = var.attempts >= 1 && var.attempts <= 1000 && floor(var.attempts) == var.attempts
    error_message = "attempts must be a whole number from 1 to 1000."
  }
}
