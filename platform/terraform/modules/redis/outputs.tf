output "host" {
  description = "Where it answers, by TLS."
  value       = aws_elasticache_replication_group.redis.primary_endpoint_address
}

output "port" {
  description = "Port that it answers at."
  value       = 6379
}

output "password" {
  description = "What who asks it has to know."
  value       = random_password.redis.result
  sensitive   = true
}
