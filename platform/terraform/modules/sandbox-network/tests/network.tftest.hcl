variables {
  name        = "shop"
  environment = "dev"
  seconds     = 0
}

run "has_a_subnet_in_each_zone" {
  assert {
    condition     = output.subnets == { a = "10.20.0.0/24", b = "10.20.1.0/24" }
    error_message = "dev has two zones, each with a range of its own."
  }
}

run "production_has_three_zones" {
  command = plan
  variables {
    environment = "prod"
  }
  assert {
    condition     = length(terraform_data.subnet) == 3
    error_message = "prod has three zones."
  }
}

run "refuses_an_unknown_environment" {
  command = plan
  variables {
    environment = "production"
  }
  expect_failures = [var.environment]
}

run "refuses_a_name_that_is_none" {
  command = plan
  variables {
    name = "X"
  }
  expect_failures = [var.name]
}
