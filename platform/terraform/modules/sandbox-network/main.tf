locals {
  zones = slice(["a", "b", "c"], 0, var.environment == "prod" ? 3 : 2)

  tags = {
    environment = var.environment
    owner       = var.owner
  }
}

resource "terraform_data" "vpc" {
  input = {
    name  = var.name
    range = "10.20.0.0/16"
    tags  = local.tags
  }
}

resource "terraform_data" "subnet" {
  for_each = toset(local.zones)

  input = {
    network = terraform_data.vpc.id
    zone    = each.key
    range   = cidrsubnet("10.20.0.0/16", 8, index(local.zones, each.key))
    tags    = local.tags
  }

  # A range cannot be changed in place, as in a real network.
  triggers_replace = [cidrsubnet("10.20.0.0/16", 8, index(local.zones, each.key))]

  provisioner "local-exec" {
    command = "sleep ${var.seconds}"
  }
}

resource "terraform_data" "gateway" {
  input = {
    network = terraform_data.vpc.id
    subnets = [for subnet in terraform_data.subnet : subnet.output.zone]
    tags    = local.tags
  }
}
