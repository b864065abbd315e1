locals {
  replicas = var.replicas[var.environment]
  scales   = local.replicas.max > local.replicas.min

  selector = {
    "app.kubernetes.io/name" = var.service_name
  }

  labels = merge(local.selector, {
    "app.kubernetes.io/managed-by" = "terraform"
    "towpath.dev/service"          = var.service_name
    "towpath.dev/environment"      = var.environment
    "environment"                  = var.environment
    "cost-center"                  = var.cost_center
  })

  # A label has a letter or digit at both ends, also after it was cut.
  version_label = trim(substr(split("@", var.image_tag)[0], 0, 63), "-_.")

  volumes = { for index, path in sort(tolist(var.writable_paths)) : "writable-${index}" => path }
}
