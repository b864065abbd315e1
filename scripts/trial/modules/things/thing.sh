# thing.sh create|delete FOLDER NAME GENERATION SECONDS: makes a thing or takes it away, and witnesses who did.
action=$1
folder=$2
name=$3
generation=$4

# Terraform is our parent, and knows the run by the name that it shows for the state.
mark() {
  echo "$TF_HTTP_USERNAME $PPID $1 $action $name $generation" >>"$folder/witness"
}

mark begin
sleep "$5"
if [ "$action" = create ]; then
  echo "$generation" >"$folder/$name.new"
  mv "$folder/$name.new" "$folder/things/$name"
else
  rm -f "$folder/things/$name"
fi
mark end
