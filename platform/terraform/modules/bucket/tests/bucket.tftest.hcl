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

run "nobody_outside_may_read_it" {
  command = plan

  assert {
    condition     = aws_s3_bucket_public_access_block.bucket.block_public_acls && aws_s3_bucket_public_access_block.bucket.block_public_policy && aws_s3_bucket_public_access_block.bucket.ignore_public_acls && aws_s3_bucket_public_access_block.bucket.restrict_public_buckets
    error_message = "Nothing of it is public."
  }
}

run "it_is_encrypted_and_keeps_versions" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.bucket.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
    error_message = "By a key of its own."
  }

  assert {
    condition     = aws_kms_key.bucket.enable_key_rotation
    error_message = "The key changes by itself."
  }

  assert {
    condition     = aws_s3_bucket_versioning.bucket.versioning_configuration[0].status == "Enabled"
    error_message = "What was overwritten can be brought back."
  }
}

run "production_is_not_emptied" {
  command = plan

  assert {
    condition     = !aws_s3_bucket.bucket.force_destroy
    error_message = "A bucket that holds anything stays."
  }
}

run "everything_says_whose_it_is" {
  command = plan

  assert {
    condition     = aws_s3_bucket.bucket.tags["owner"] == "team-checkout" && aws_kms_key.bucket.tags["cost-center"] == "cc-1234"
    error_message = "Owner and cost centre are tags."
  }
}
