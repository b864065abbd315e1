locals {
  is_production = var.environment == "prod"
  full_name     = "${var.name}-${var.environment}"

  tags = {
    "environment" = var.environment
    "service"     = var.service
    "owner"       = var.owner
    "cost-center" = var.cost_center
    "managed-by"  = "terraform"
  }

  node_type = {
    small  = "cache.t4g.small"
    medium = "cache.m7g.large"
    large  = "cache.r7g.xlarge"
  }[var.size]

  # A second one takes over when the first one is gone.
  nodes = local.is_production ? 2 : 1
}
