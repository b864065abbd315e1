mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = {
      json = "{}"
    }
  }
}

variables {
  name        = "orders"
  environment = "prod"
  service     = "shop"
  owner       = "team-checkout"
  cost_center = "cc-1234"
}

run "both_queues_are_encrypted" {
  command = plan

  assert {
    condition     = aws_sqs_queue.queue.sqs_managed_sse_enabled && aws_sqs_queue.failures.sqs_managed_sse_enabled
    error_message = "Messages are kept encrypted."
  }
}

run "messages_wait_as_long_as_is_said" {
  command = plan

  variables {
    kept_days = 2
  }

  assert {
    condition     = aws_sqs_queue.queue.message_retention_seconds == 172800 && aws_sqs_queue.failures.message_retention_seconds == 172800
    error_message = "Two days."
  }
}

run "everything_says_whose_it_is" {
  command = plan

  assert {
    condition     = alltrue([for tags in [aws_sqs_queue.queue.tags, aws_sqs_queue.failures.tags] : tags["owner"] == "team-checkout" && tags["cost-center"] == "cc-1234"])
    error_message = "Owner and cost centre are tags."
  }
}
