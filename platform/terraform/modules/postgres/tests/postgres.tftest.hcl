mock_provider "aws" {
}

variables {
  name        = "orders"
  environment = "prod"
  service     = "shop"
  owner       = "team-checkout"
  cost_center = "cc-1234"
  vpc_id      = "vpc-1"
  subnet_ids  = ["subnet-a", "subnet-b"]

  allowed_security_groups = { shop = "sg-1" }
}

run "it_is_encrypted_and_private" {
  command = plan

  assert {
    condition     = aws_db_instance.postgres.storage_encrypted && !aws_db_instance.postgres.publicly_accessible
    error_message = "Encrypted, and not reached from outside."
  }

  assert {
    condition     = one([for each in aws_db_parameter_group.postgres.parameter : each.value if each.name == "rds.force_ssl"]) == "1"
    error_message = "Connections are encrypted."
  }

  assert {
    condition     = aws_kms_key.postgres.enable_key_rotation
    error_message = "The key changes by itself."
  }
}

run "its_password_is_in_no_state" {
  command = plan

  assert {
    condition     = aws_db_instance.postgres.manage_master_user_password
    error_message = "The cloud keeps it."
  }
}

run "production_is_kept" {
  command = plan

  assert {
    condition     = aws_db_instance.postgres.deletion_protection && aws_db_instance.postgres.multi_az && aws_db_instance.postgres.backup_retention_period == 30 && !aws_db_instance.postgres.skip_final_snapshot
    error_message = "Protected, in two zones, with backups of thirty days and a last one."
  }
}

run "development_can_go" {
  command = plan

  variables {
    environment = "dev"
  }

  assert {
    condition     = !aws_db_instance.postgres.deletion_protection && aws_db_instance.postgres.skip_final_snapshot
    error_message = "Nothing keeps it."
  }
}

run "only_named_groups_reach_it" {
  command = plan

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.postgres) == 1 && aws_vpc_security_group_ingress_rule.postgres["shop"].referenced_security_group_id == "sg-1"
    error_message = "From one group alone."
  }
}

run "everything_says_whose_it_is" {
  command = plan

  assert {
    condition     = aws_db_instance.postgres.tags["owner"] == "team-checkout" && aws_security_group.postgres.tags["cost-center"] == "cc-1234"
    error_message = "Owner and cost centre are tags."
  }
}
