mock_provider "aws" {
}

mock_provider "random" {}

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

run "it_is_encrypted_at_rest_and_on_its_way" {
  command = plan

  assert {
    condition     = aws_elasticache_replication_group.redis.at_rest_encryption_enabled && aws_elasticache_replication_group.redis.transit_encryption_enabled
    error_message = "Encrypted in both."
  }

  assert {
    condition     = aws_kms_key.redis.enable_key_rotation
    error_message = "The key changes by itself."
  }
}

run "production_survives_a_zone" {
  command = plan

  assert {
    condition     = aws_elasticache_replication_group.redis.automatic_failover_enabled && aws_elasticache_replication_group.redis.multi_az_enabled && aws_elasticache_replication_group.redis.num_cache_clusters == 2
    error_message = "A second one in another zone."
  }
}

run "elsewhere_one_is_enough" {
  command = plan

  variables {
    environment = "dev"
  }

  assert {
    condition     = aws_elasticache_replication_group.redis.num_cache_clusters == 1 && !aws_elasticache_replication_group.redis.automatic_failover_enabled
    error_message = "One, and none that takes over."
  }
}

run "only_named_groups_reach_it" {
  command = plan

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.redis) == 1 && aws_vpc_security_group_ingress_rule.redis["shop"].referenced_security_group_id == "sg-1"
    error_message = "From one group alone."
  }
}

run "everything_says_whose_it_is" {
  command = plan

  assert {
    condition     = aws_elasticache_replication_group.redis.tags["owner"] == "team-checkout" && aws_security_group.redis.tags["cost-center"] == "cc-1234"
    error_message = "Owner and cost centre are tags."
  }
}
