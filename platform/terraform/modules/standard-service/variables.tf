variable "service_name" {
  description = "Name of the service. It names the namespace and everything in it."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$", var.service_name))
    error_message = "service_name must have small letters, digits and hyphens, begin with a letter, and have at most 50 characters."
  }

  validation {
    condition     = var.service_name != "default" && !startswith(var.service_name, "kube-")
    error_message = "service_name names the namespace, and default and kube-… are the cluster's own."
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

  validation {
    condition     = can(regex("^([A-Za-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$", var.image_repository))
    error_message = "image_repository must be an image without tag and digest, such as registry.example.com/shop; the version goes into image_tag."
  }
}

variable "image_tag" {
  description = "Version to run, with its digest where that is known: 1.4.0@sha256:…. No moving tag: two replicas of \"latest\" may be two versions."
  type        = string

  validation {
    condition     = var.image_tag != "latest"
    error_message = "image_tag must name one version; \"latest\" does not."
  }

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?$", var.image_tag))
    error_message = "image_tag must be a tag: letters, digits, '_', '.' and '-', at most 128 characters, beginning with a letter, digit or '_'; a digest may follow, as in 1.4.0@sha256:…."
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
    condition     = alltrue([for each in values(var.replicas) : floor(each.min) == each.min && floor(each.max) == each.max])
    error_message = "replicas: min and max must be whole numbers."
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

  validation {
    condition     = floor(var.cpu_utilization_target) == var.cpu_utilization_target
    error_message = "cpu_utilization_target must be a whole number of percent."
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

  validation {
    condition = alltrue([
      for each in [var.resources.requests, var.resources.limits] :
      can(regex("^([0-9]+([.][0-9]*)?|[.][0-9]+)m?$", each.cpu))
    ])
    error_message = "resources: cpu must be a number of cores or thousandths of one, such as 2, 0.5 or 250m."
  }

  validation {
    condition = alltrue([
      for each in [var.resources.requests, var.resources.limits] :
      can(regex("^([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[kMGTPE])?$", each.memory))
    ])
    error_message = "resources: memory must be a number of bytes with or without a unit, such as 256Mi or 1Gi."
  }

  validation {
    # What is no quantity is told by the rules above.
    condition = try(alltrue([
      for amounts in [
        for name in ["cpu", "memory"] : [
          for quantity in [var.resources.requests[name], var.resources.limits[name]] :
          tonumber(regex("^[0-9.]+", quantity)) * {
            ""   = 1
            "m"  = 0.001
            "k"  = 1000
            "M"  = pow(1000, 2)
            "G"  = pow(1000, 3)
            "T"  = pow(1000, 4)
            "P"  = pow(1000, 5)
            "E"  = pow(1000, 6)
            "Ki" = 1024
            "Mi" = pow(1024, 2)
            "Gi" = pow(1024, 3)
            "Ti" = pow(1024, 4)
            "Pi" = pow(1024, 5)
            "Ei" = pow(1024, 6)
          }[regex("[A-Za-z]*$", quantity)]
        ]
      ] : amounts[0] <= amounts[1]
    ]), true)
    error_message = "resources: what is requested must be no more than its limit."
  }
}

variable "probes" {
  description = "Paths at which the service says that it lives, and that it takes requests."
  type = object({
    liveness  = optional(string, "/healthz")
    readiness = optional(string, "/ready")
  })
  default = {}

  validation {
    condition     = alltrue([for path in [var.probes.liveness, var.probes.readiness] : can(regex("^/[^[:space:][:cntrl:]]*$", path))])
    error_message = "probes must be paths that begin with \"/\", such as /healthz."
  }
}

variable "user_id" {
  description = "User and group that the container runs as; not root."
  type        = number
  default     = 1001

  validation {
    condition     = var.user_id > 0 && var.user_id <= 2147483647 && floor(var.user_id) == var.user_id
    error_message = "user_id must be a whole number from 1 to 2147483647: 0 is root, and the container does not run as root."
  }
}

variable "allowed_namespaces" {
  description = "Namespaces beside its own from which it may be called, such as that of the ingress."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.allowed_namespaces : can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", name))])
    error_message = "allowed_namespaces must be names of namespaces: small letters, digits and hyphens, at most 63 characters."
  }
}

variable "writable_paths" {
  description = "Folders that the service may write; the rest of its file system is read-only."
  type        = set(string)
  default     = ["/tmp"]

  validation {
    condition = alltrue([
      for path in var.writable_paths :
      can(regex("^(/[^/:[:cntrl:]]+)+$", path)) && !can(regex("/[.]{1,2}(/|$)", path))
    ])
    error_message = "writable_paths must be folders by their whole path, such as /tmp: not \"/\" itself, without \":\", \"..\" and a \"/\" at the end."
  }
}
