# tag::exec[]
trialmap exec --gpus-per-task 1 --gpus 0,1 --over rate='linspace(0.1,0.6,6)' --parse numbers --out fits -- python3 gpu.py {rate} {seed} {gpu}
# end::exec[]
