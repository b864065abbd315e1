output "network_id" {
  description = "Id of the network."
  value       = terraform_data.vpc.id
}

output "subnets" {
  description = "Range of each subnet, by zone."
  value       = { for zone, subnet in terraform_data.subnet : zone => subnet.output.range }
}
