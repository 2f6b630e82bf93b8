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

# tag::analyses[]
scripts/trialmap synthdata white_noise --trials 500 --samples 1000 --channels 32 --samplerate 1000 --seed 42 --out noise.h5
scripts/trialmap freqanalysis noise.h5 --method mtmfft --foilim 1 150 --tapsmofrq 10 --chan-per-worker 40 --out spec.spy
scripts/trialmap preprocessing noise.h5 --filter-class but --filter-type bp --freq 20 40 --out filtered.spy
scripts/trialmap resampledata noise.h5 --resamplefs 500 --method resample --out low.h5
# end::analyses[]

# tag::submit[]
spark-submit --master "local[2]" --class org.trialmap.app.Main spark-app/target/trialmap-app-*.jar \
    map --function org.trialmap.app.examples.LineLength --data $DATA --out submitted
# end::submit[]
