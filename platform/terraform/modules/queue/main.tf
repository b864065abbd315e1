resource "aws_sqs_queue" "failures" {
  name                      = "${local.full_name}-failures"
  message_retention_seconds = local.kept_seconds
  sqs_managed_sse_enabled   = true
  tags                      = local.tags
}

resource "aws_sqs_queue" "queue" {
  name                       = local.full_name
  message_retention_seconds  = local.kept_seconds
  visibility_timeout_seconds = var.visibility_seconds
  # Waits for messages, which costs less than to ask again and again.
  receive_wait_time_seconds = 20
  sqs_managed_sse_enabled   = true
  tags                      = local.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failures.arn
    maxReceiveCount     = var.attempts
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "failures" {
  queue_url = aws_sqs_queue.failures.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.queue.arn]
  })
}

data "aws_iam_policy_document" "encrypted" {
  for_each = {
    queue    = aws_sqs_queue.queue.arn
    failures = aws_sqs_queue.failures.arn
  }

  statement {
    sid       = "OnlyEncryptedConnections"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [each.value]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "queue" {
  queue_url = aws_sqs_queue.queue.id
  policy    = data.aws_iam_policy_document.encrypted["queue"].json
}

resource "aws_sqs_queue_policy" "failures" {
  queue_url = aws_sqs_queue.failures.id
  policy    = data.aws_iam_policy_document.encrypted["failures"].json
}
