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

  # A database is named as PostgreSQL names without quotes.
  database = replace(var.name, "-", "_")

  instance_class = {
    small  = "db.t4g.small"
    medium = "db.m7g.large"
    large  = "db.r7g.xlarge"
  }[var.size]
}
