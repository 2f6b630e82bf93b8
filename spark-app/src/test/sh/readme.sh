# The commands of the README. ReadmeIT runs each block in the project's root; DATA is a recording, JAR a jar of the reader's own.

# tag::map[]
scripts/trialmap map --function org.trialmap.app.examples.Rms --data $DATA --chan-per-worker 5 --out results
scripts/trialmap info results
# end::map[]

# tag::plan[]
scripts/trialmap map --function org.trialmap.app.examples.Rms --data $DATA --chan-per-worker 5 --out planned --plan
# end::plan[]

# tag::exec[]
scripts/trialmap exec --over n=1:6 --over scale=0.5,1,2 --grid --parse numbers --out squares -- awk -v "n={n}" -v "s={scale}" 'BEGIN { print n * n * s }'
# end::exec[]

# tag::resume[]
scripts/trialmap exec --over n=1:6 --over scale=0.5,1,2 --grid --parse numbers --out squares --resume -- awk -v "n={n}" -v "s={scale}" 'BEGIN { print n * n * s }'
# end::resume[]

# tag::submit[]
spark-submit --master "local[2]" --class org.trialmap.app.Main spark-app/target/trialmap-app-*.jar \
    map --function org.trialmap.app.examples.LineLength --data $DATA --out submitted
# end::submit[]
