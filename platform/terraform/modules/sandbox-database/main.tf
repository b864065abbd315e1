variable "name" {
  description = "Name of the database."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{1,30}$", var.name))
    error_message = "name must have 2 to 31 small letters, digits and underscores, and begin with a letter."
  }
}

variable "environment" {
  description = "dev, staging or prod."
  type        = string
}

variable "admin_password" {
  description = "Password of the administrator, at least twelve characters."
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.admin_password) >= 12
    error_message = "admin_password must have at least twelve characters."
  }
}

resource "terraform_data" "salt" {
  input = var.name
}

resource "terraform_data" "database" {
  input = {
    name     = var.name
    size     = var.environment == "prod" ? "large" : "small"
    password = var.admin_password
  }
}

resource "terraform_data" "user" {
  input = {
    name     = "${var.name}_app"
    password = sensitive(sha256("${terraform_data.salt.id}${var.admin_password}"))
  }
}

output "host" {
  description = "Where it would answer."
  value       = "${var.name}.${var.environment}.database.example"
}

output "user_password" {
  description = "Password of the application's user, made by the module."
  value       = terraform_data.user.output.password
  sensitive   = true
}
