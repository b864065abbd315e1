variable "service_name" {
  description = "Name of the service. It names the namespace and everything in it."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$", var.service_name))
    error_message = "service_name must have small letters, digits and hyphens, begin with a letter, and have at most 50 characters."
  }
}

variable "environment" {
  description = "Where it runs; decides how many replicas it has."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment must be dev, staging or prod."
  }
}

variable "cost_center" {
  description = "Who pays, such as cc-1234. A label of everything that is made."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$", var.cost_center))
    error_message = "cost_center becomes a label of Kubernetes: letters, digits, '-', '_' and '.', at most 63 characters, a letter or digit at both ends."
  }
}

variable "image_repository" {
  description = "Image without its tag, such as registry.example.com/shop."
  type        = string
}

variable "image_tag" {
  description = "Version to run. No moving tag: two replicas of \"latest\" may be two versions."
  type        = string

  validation {
    condition     = var.image_tag != "" && var.image_tag != "latest"
    error_message = "image_tag must name one version; \"latest\" does not."
  }
}

variable "port" {
  description = "Port that the container listens on."
  type        = number
  default     = 8080

  validation {
    condition     = var.port > 1023 && var.port < 65536 && floor(var.port) == var.port
    error_message = "port must be a whole number from 1024 to 65535: below that only root may listen."
  }
}

variable "replicas" {
  description = "How many replicas each environment has. Where min and max differ, load decides between them."
  type = map(object({
    min = number
    max = number
  }))
  default = {
    dev     = { min = 1, max = 1 }
    staging = { min = 2, max = 2 }
    prod    = { min = 3, max = 10 }
  }

  validation {
    condition     = alltrue([for each in values(var.replicas) : each.min >= 1 && each.max >= each.min])
    error_message = "replicas: each min must be at least 1 and no more than its max."
  }

  validation {
    condition     = contains(keys(var.replicas), var.environment)
    error_message = "replicas must have an entry for the environment."
  }
}

variable "cpu_utilization_target" {
  description = "Use of the requested CPU, in percent, that scaling aims at."
  type        = number
  default     = 75

  validation {
    condition     = var.cpu_utilization_target >= 10 && var.cpu_utilization_target <= 95
    error_message = "cpu_utilization_target must be from 10 to 95 percent."
  }
}

variable "resources" {
  description = "What a replica is promised and what it may use at most."
  type = object({
    requests = object({ cpu = string, memory = string })
    limits   = object({ cpu = string, memory = string })
  })
  default = {
    requests = { cpu = "250m", memory = "256Mi" }
    limits   = { cpu = "500m", memory = "512Mi" }
  }
}

variable "probes" {
  description = "Paths at which the service says that it lives, and that it takes requests."
  type = object({
    liveness  = optional(string, "/healthz")
    readiness = optional(string, "/ready")
  })
  default = {}
}

variable "user_id" {
  description = "User and group that the container runs as; not root."
  type        = number
  default     = 1001

  validation {
    condition     = var.user_id > 0
    error_message = "user_id must not be 0: the container does not run as root."
  }
}

variable "allowed_namespaces" {
  description = "Namespaces beside its own from which it may be called, such as that of the ingress."
  type        = set(string)
  default     = []
}

variable "writable_paths" {
  description = "Folders that the service may write; the rest of its file system is read-only."
  type        = set(string)
  default     = ["/tmp"]
}
