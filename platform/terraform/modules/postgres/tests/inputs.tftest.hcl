# Needs no provider: these hold what may be said to the module, and what it makes of it.
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

run "is_named_and_says_whose_it_is" {
  command = plan

  assert {
    condition     = local.full_name == "orders-prod" && local.tags["cost-center"] == "cc-1234" && local.tags["owner"] == "team-checkout"
    error_message = "Name and environment name it; owner and cost centre are tags."
  }

  assert {
    condition     = local.database == "orders" && local.instance_class == "db.t4g.small"
    error_message = "Small, and named as it is."
  }
}

run "refuses_a_long_name" {
  command = plan

  variables {
    name = "abcdefghijklmnopqrstuvwxyz"
  }

  expect_failures = [var.name]
}

run "refuses_two_hyphens" {
  command = plan

  variables {
    name = "a--b"
  }

  expect_failures = [var.name]
}

run "refuses_a_capital" {
  command = plan

  variables {
    name = "Orders"
  }

  expect_failures = [var.name]
}

run "refuses_an_unknown_environment" {
  command = plan

  variables {
    environment = "production"
  }

  expect_failures = [var.environment]
}

run "refuses_no_owner" {
  command = plan

  variables {
    owner = ""
  }

  expect_failures = [var.owner]
}

run "refuses_a_cost_centre_with_spaces" {
  command = plan

  variables {
    cost_center = "cc 1"
  }

  expect_failures = [var.cost_center]
}

run "refuses_an_unknown_size" {
  command = plan

  variables {
    size = "huge"
  }

  expect_failures = [var.size]
}

run "refuses_a_single_zone" {
  command = plan

  variables {
    subnet_ids = ["subnet-a"]
  }

  expect_failures = [var.subnet_ids]
}

run "refuses_too_little_room" {
  command = plan

  variables {
    storage_gib = 5
  }

  expect_failures = [var.storage_gib]
}

run "refuses_an_old_version" {
  command = plan

  variables {
    postgres_version = "9"
  }

  expect_failures = [var.postgres_version]
}
