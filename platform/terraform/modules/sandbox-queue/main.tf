resource "terraform_data" "failures" {
  input = {
    name = "${local.full_name}-failures"
    kept = local.kept_seconds
    tags = local.tags
  }
}

resource "terraform_data" "queue" {
  input = {
    name       = local.full_name
    kept       = local.kept_seconds
    visibility = var.visibility_seconds
    attempts   = var.attempts
    failures   = terraform_data.failures.output.name
    tags       = local.tags
  }
}
