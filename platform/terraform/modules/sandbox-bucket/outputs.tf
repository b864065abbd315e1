output "bucket" {
  description = "Name of the bucket."
  value       = terraform_data.bucket.output.name
}

output "endpoint" {
  description = "Where it would answer."
  value       = "https://${terraform_data.bucket.output.name}.bucket.example"
}

output "arn" {
  description = "What policies would name it by."
  value       = "arn:sandbox:s3:::${terraform_data.bucket.output.name}"
}
