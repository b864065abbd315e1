variables {
  name        = "orders"
  environment = "dev"
  service     = "shop"
  owner       = "team-checkout"
  cost_center = "cc-1234"
}

run "has_the_outputs_of_a_real_one" {
  assert {
    condition     = output.url == "https://queue.example/orders-dev" && output.failures_url == "https://queue.example/orders-dev-failures" && output.arn == "arn:sandbox:sqs:::orders-dev"
    error_message = "url, failures_url and arn, as the module queue has them."
  }
}
