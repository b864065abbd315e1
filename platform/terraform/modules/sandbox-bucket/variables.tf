variable "name" {
  description = "Name of the bucket, which all of it is named after."
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

variable "versions_kept_days" {
  description = "How long what was overwritten or deleted can be brought back."
  type        = number
  default     = 30

  validation {
    condition     = var.versions_kept_days >= 1 && var.versions_kept_days <= 3650 && floor(var.versions_kept_days) == var.versions_kept_days
    error_message = "versions_kept_days must be a whole number from 1 to 3650."
  }
}
