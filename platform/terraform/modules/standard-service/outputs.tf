output "namespace" {
  description = "Namespace of the service."
  value       = kubernetes_namespace_v1.service.metadata[0].name
}

output "address" {
  description = "Where it answers within the cluster."
  value       = "http://${kubernetes_service_v1.service.metadata[0].name}.${kubernetes_namespace_v1.service.metadata[0].name}.svc"
}

output "replicas" {
  description = "Fewest and most replicas."
  value       = local.replicas
}
