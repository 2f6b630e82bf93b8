// tag::model[]
public class Model implements org.trialmap.task.TaskFunction<Double, Double> {
    @Override
    public Double apply(Double x) {
        return 2 * x;
    }

    public static double energy(double x, double y) {
        return x + 10 * y;
    }
}
// end::model[]
