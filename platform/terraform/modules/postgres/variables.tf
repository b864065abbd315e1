variable "name" {
  description = "Name of the database, which all of it is named after."
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

variable "vpc_id" {
  description = "Network that it is in."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of that network, in two zones or more."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must name two subnets or more, each in another zone."
  }
}

variable "allowed_security_groups" {
  description = "Security groups from which it may be reached, and from nowhere else, by what they are called for."
  type        = map(string)
  default     = {}
}

variable "size" {
  description = "How much it can do."
  type        = string
  default     = "small"

  validation {
    condition     = contains(["small", "medium", "large"], var.size)
    error_message = "size must be small, medium or large."
  }
}

variable "storage_gib" {
  description = "Room to begin with; it grows to four times as much by itself."
  type        = number
  default     = 20

  validation {
    condition     = var.storage_gib >= 20 && var.storage_gib <= 16384 && floor(var.storage_gib) == var.storage_gib
    error_message = "storage_gib must be a whole number from 20 to 16384."
  }
}

variable "postgres_version" {
  description = "Major version; minor ones come by themselves."
  type        = string
  default     = "17"

  validation {
    condition     = contains(["15", "16", "17"], var.postgres_version)
    error_message = "postgres_version must be 15, 16 or 17."
  }
}
