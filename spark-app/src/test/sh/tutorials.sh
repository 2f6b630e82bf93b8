# The commands of docs/tutorials and docs/migrating.md, which ExamplesIT runs in a folder that looks like the project's root.

# tag::first-map[]
scripts/trialmap map --jar spark-app/target/dist/examples/trialmap-examples-*.jar --function org.trialmap.examples.FirstMap::f --over x=2,4,6,8 --shared y=4 --shared z=3 --out first
# end::first-map[]

# tag::nested-loops[]
scripts/trialmap map --jar spark-app/target/dist/examples/trialmap-examples-*.jar --function org.trialmap.examples.NestedLoops::error --over k=1:31 --over fold=0:10 --grid --layout stacked --out errors
scripts/trialmap table errors --csv errors.csv
# end::nested-loops[]

# tag::gnu-parallel[]
ls *.txt > files
scripts/trialmap exec --over file=@files --out sizes -- wc -c {file}
scripts/trialmap exec --over a=1:4 --over b=x,y,z --grid --out pairs -- echo {a} {b}
# end::gnu-parallel[]

# tag::job-array[]
scripts/trialmap exec --over subject=1:22 --parse numbers --out analysed -- sh -c 'echo $(($1 * $1))' analyse {subject}
# end::job-array[]
