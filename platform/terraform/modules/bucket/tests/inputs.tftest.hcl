# Needs no provider: these hold what may be said to the module, and what it makes of it.
variables {
  name        = "orders"
  environment = "prod"
  service     = "shop"
  owner       = "team-checkout"
  cost_center = "cc-1234"
}

run "is_named_and_says_whose_it_is" {
  command = plan

  assert {
    condition     = local.full_name == "orders-prod" && local.tags["cost-center"] == "cc-1234" && local.tags["owner"] == "team-checkout"
    error_message = "Name and environment name it; owner and cost centre are tags."
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

run "refuses_to_keep_for_no_time" {
  command = plan

  variables {
    versions_kept_days = 0
  }

  expect_failures = [var.versions_kept_days]
}

run "refuses_a_part_of_a_day" {
  command = plan

  variables {
    versions_kept_days = 1.5
  }

  expect_failures = [var.versions_kept_days]
}
