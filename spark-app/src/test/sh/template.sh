# The commands of examples/my-analysis/README.md and of docs/library.md. TemplateIT runs them in a copy of the project: DIST is trialmap's distribution.

# tag::install[]
mvn -Dmaven.test.skip=true -pl spark-lib -am install
# end::install[]

# tag::program[]
java "-Dtrialmap.master=local[2]" "@$DIST/launch/jvm.flags" -cp "target/my-analysis.jar:$DIST/jars/*" org.example.MyAnalysis recording.h5 results
# end::program[]

# tag::map[]
"$DIST/bin/trialmap" map --jar target/my-analysis.jar --function org.example.PeakToPeak --data recording.h5 --out mapped
# end::map[]

# tag::submit[]
spark-submit --master "local[2]" --jars "$(echo "$DIST"/jars/trialmap-app-*.jar)" --class org.example.MyAnalysis target/my-analysis.jar recording.h5 submitted
# end::submit[]
