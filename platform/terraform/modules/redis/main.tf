resource "aws_security_group" "redis" {
  name_prefix = "${local.full_name}-redis-"
  description = "Who reaches the cache ${local.full_name}"
  vpc_id      = var.vpc_id
  tags        = local.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "redis" {
  for_each = var.allowed_security_groups

  security_group_id            = aws_security_group.redis.id
  referenced_security_group_id = each.value
  description                  = each.key
  from_port                    = 6379
  to_port                      = 6379
  ip_protocol                  = "tcp"
  tags                         = local.tags
}

resource "aws_elasticache_subnet_group" "redis" {
  name       = local.full_name
  subnet_ids = var.subnet_ids
  tags       = local.tags
}

resource "aws_kms_key" "redis" {
  description             = "Data of the cache ${local.full_name}"
  enable_key_rotation     = true
  deletion_window_in_days = local.is_production ? 30 : 7
  tags                    = local.tags
}

resource "random_password" "redis" {
  length  = 48
  special = false
}

resource "aws_elasticache_replication_group" "redis" {
  replication_group_id = local.full_name
  description          = "Cache of ${var.service} in ${var.environment}"
  engine               = "redis"
  engine_version       = "7.1"
  node_type            = local.node_type
  num_cache_clusters   = local.nodes

  automatic_failover_enabled = local.nodes > 1
  multi_az_enabled           = local.nodes > 1

  subnet_group_name  = aws_elasticache_subnet_group.redis.name
  security_group_ids = [aws_security_group.redis.id]

  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.redis.arn
  transit_encryption_enabled = true
  auth_token                 = random_password.redis.result

  snapshot_retention_limit = local.is_production ? 7 : 0
  tags                     = local.tags
}
