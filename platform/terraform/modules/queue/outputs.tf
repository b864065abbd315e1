output "url" {
  description = "Where messages are sent to and taken from."
  value       = aws_sqs_queue.queue.url
}

output "failures_url" {
  description = "Where messages are that were taken in vain too often."
  value       = aws_sqs_queue.failures.url
}

output "arn" {
  description = "What policies name it by."
  value       = aws_sqs_queue.queue.arn
}
