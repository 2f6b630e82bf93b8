# The commands of docs/guide-connectivity.md, docs/guide-statistics.md and docs/guide-bids.md. GuidesIT runs the blocks of each page one after the other.

# tag::network[]
trialmap synthdata ar2_network --AdjMat '0,0,0;0.25,0,0;0,0,0' --trials 100 --samples 400 --samplerate 200 --settling 200 --seed 1 --out network.h5
# end::network[]

# tag::coherence[]
trialmap connectivityanalysis network.h5 --method coh --tapsmofrq 3 --out coherence.spy
trialmap plot coherence.spy --frequency 35 45 --title "Coherence" --width 620 --height 480 --out coherence-matrix.png
trialmap plot coherence.spy --channelcmb 'channel1,channel3;channel2' --title "Coherence" --width 900 --height 400 --out coherence-spectrum.png
# end::coherence[]

# tag::granger[]
trialmap connectivityanalysis network.h5 --method granger --tapsmofrq 3 --out granger.spy
trialmap plot granger.spy --channelcmb 'channel2;channel1' --title "Granger causality" --width 900 --height 400 --out granger.png
# end::granger[]

# tag::study[]
java -cp "spark-app/target/dist/jars/*" org.trialmap.app.examples.SyntheticStudy study
# end::study[]

# tag::psth[]
trialmap spike_psth study/cells.spy --binsize 0.05 --latency -0.5 1 --out psth.spy
trialmap plot psth.spy --title "Spikes" --width 1100 --height 400 --out psth.png
# end::psth[]

# tag::power[]
trialmap freqanalysis --bids study --task go --method wavelet --foilim 4 30 --keeptrials false --out power/spectrum.h5
trialmap freqanalysis --bids study --task nogo --method wavelet --foilim 4 30 --keeptrials false --out power/spectrum.h5
# end::power[]

# tag::clusters[]
trialmap clusterstat --statistic depsamplesT --group power/*_task-go_spectrum.h5 --group power/*_task-nogo_spectrum.h5 --latency -0.3 0.9 --out clusters.h5
trialmap plot clusters.h5 --title "go - nogo" --width 1200 --height 700 --out clusters.png
# end::clusters[]

# tag::bids[]
trialmap preprocessing --bids study --task go --filter-type bp --freq 1 40 --windows 1m --join --out clean/clean.spy
trialmap freqanalysis --bids clean --task go --suffix clean --events study --event go,stop --pre 0.2 --post 0.8 --foilim 4 30 --out spectra/spec.h5
trialmap info spectra/sub-01_task-go_spec.h5
trialmap table spectra/sub-*_task-go_spec.h5 --csv alpha.csv --where "freq between 8 and 12 and channel = 'Pz'"
# end::bids[]

# tag::r[]
trials <- merge(read.csv("alpha.csv"), read.delim("study/participants.tsv", na.strings = "n/a"))
power <- aggregate(value ~ participant_id + group + event, trials, mean)
print(power)
# end::r[]
