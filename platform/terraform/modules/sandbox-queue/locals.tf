locals {
  full_name = "${var.name}-${var.environment}"

  tags = {
    "environment" = var.environment
    "service"     = var.service
    "owner"       = var.owner
    "cost-center" = var.cost_center
    "managed-by"  = "terraform"
  }

  kept_seconds = var.kept_days * 86400
}
