output "url" {
  description = "Where messages would be sent to and taken from."
  value       = "https://queue.example/${terraform_data.queue.output.name}"
}

output "failures_url" {
  description = "Where messages would be that were taken in vain too often."
  value       = "https://queue.example/${terraform_data.failures.output.name}"
}

output "arn" {
  description = "What policies would name it by."
  value       = "arn:sandbox:sqs:::${terraform_data.queue.output.name}"
}
