output "bucket" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.bucket.bucket
}

output "endpoint" {
  description = "Where it answers."
  value       = "https://${aws_s3_bucket.bucket.bucket_regional_domain_name}"
}

output "arn" {
  description = "What policies name it by."
  value       = aws_s3_bucket.bucket.arn
}
