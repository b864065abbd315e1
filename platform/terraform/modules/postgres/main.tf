resource "aws_security_group" "postgres" {
  name_prefix = "${local.full_name}-postgres-"
  description = "Who reaches the database ${local.full_name}"
  vpc_id      = var.vpc_id
  tags        = local.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "postgres" {
  for_each = var.allowed_security_groups

  security_group_id            = aws_security_group.postgres.id
  referenced_security_group_id = each.value
  description                  = each.key
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
  tags                         = local.tags
}

resource "aws_db_subnet_group" "postgres" {
  name       = local.full_name
  subnet_ids = var.subnet_ids
  tags       = local.tags
}

resource "aws_kms_key" "postgres" {
  description             = "Data and password of the database ${local.full_name}"
  enable_key_rotation     = true
  deletion_window_in_days = local.is_production ? 30 : 7
  tags                    = local.tags
}

resource "aws_db_parameter_group" "postgres" {
  name_prefix = "${local.full_name}-"
  family      = "postgres${var.postgres_version}"
  tags        = local.tags

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "postgres" {
  identifier     = local.full_name
  engine         = "postgres"
  engine_version = var.postgres_version
  instance_class = local.instance_class
  db_name        = local.database
  username       = "owner"

  # Made, kept and changed by the cloud: it is in no state and no plan.
  manage_master_user_password   = true
  master_user_secret_kms_key_id = aws_kms_key.postgres.key_id

  allocated_storage     = var.storage_gib
  max_allocated_storage = var.storage_gib * 4
  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = aws_kms_key.postgres.arn

  publicly_accessible    = false
  multi_az               = local.is_production
  db_subnet_group_name   = aws_db_subnet_group.postgres.name
  vpc_security_group_ids = [aws_security_group.postgres.id]
  parameter_group_name   = aws_db_parameter_group.postgres.name

  auto_minor_version_upgrade = true
  backup_retention_period    = local.is_production ? 30 : 7
  copy_tags_to_snapshot      = true
  deletion_protection        = local.is_production
  skip_final_snapshot        = !local.is_production
  final_snapshot_identifier  = local.is_production ? "${local.full_name}-last" : null

  performance_insights_enabled    = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  tags                            = local.tags
}
