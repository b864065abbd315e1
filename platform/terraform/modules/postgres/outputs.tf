output "host" {
  description = "Where it answers, by TLS."
  value       = aws_db_instance.postgres.address
}

output "port" {
  description = "Port that it answers at."
  value       = aws_db_instance.postgres.port
}

output "database" {
  description = "Name of the database."
  value       = local.database
}

output "username" {
  description = "Who owns it."
  value       = aws_db_instance.postgres.username
}

output "password_secret" {
  description = "Name of the secret of the cloud that holds the password; the password itself is in no state."
  value       = aws_db_instance.postgres.master_user_secret[0].secret_arn
}
