variables {
  name        = "orders"
  environment = "dev"
  service     = "shop"
  owner       = "team-checkout"
  cost_center = "cc-1234"
}

run "has_the_outputs_of_a_real_one" {
  assert {
    condition     = output.bucket == "orders-dev" && output.endpoint == "https://orders-dev.bucket.example" && output.arn == "arn:sandbox:s3:::orders-dev"
    error_message = "bucket, endpoint and arn, as the module bucket has them."
  }
}
