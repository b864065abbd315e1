resource "terraform_data" "bucket" {
  input = {
    name = local.full_name
    tags = local.tags
    kept = "${var.versions_kept_days} days"
  }
}
