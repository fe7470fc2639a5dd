package dev.tandem.bench.rivals;

import dev.tandem.bench.Contender;
import dev.tandem.bench.Measure;
import dev.tandem.bench.Part;
import dev.tandem.bench.TandemRun;
import dev.tandem.bench.Workbench;
import dev.tandem.bench.Workload;
import dev.tandem.cluster.Cluster;
import dev.tandem.data.Sequence;
import java.util.concurrent.Callable;

/**
 * Two replicas that average every four steps beside PyTorch's {@code DistributedDataParallel}: gloo, two processes of one thread, the same
 * layers, batches of the same size for each replica, Adam with the same settings. {@code vs_torch_ddp.MODEL} is Tandem's samples per
 * second over PyTorch's. PyTorch reads ready tensors from memory.
 */
public final class TorchPart implements Part {

    private static final String UNIT = "samples/s";
    private static final int PROCESSES = 2;

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public String title() {
        return "two replicas beside PyTorch's DistributedDataParallel";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        try (Cluster cluster = TandemRun.cluster("local[" + PROCESSES + "]")) {
            Torch torch = Torch.find(bench.settings());
            measure(bench, cluster, torch, Workload.MLP, bench.settings().choose(480, 937));
            measure(bench, cluster, torch, Workload.LENET, bench.settings().choose(40, 240));
            measure(bench, cluster, torch, Workload.RESNET20, bench.settings().choose(8, 48));
            try (Dialogue ddp = start(torch, "densenet121", 8)) {
                bench.measure(Measure.of("torch.densenet121", bench.settings().choose(1, 3))
                        .with(Contender.of("ddp", UNIT, () -> samplesPerSecond(ddp, 2))));
            }
        } catch (Torch.MissingException e) {
            bench.skip("vs_torch_ddp", e.getMessage());
        }
    }

    private static void measure(Workbench bench, Cluster cluster, Torch torch, Workload load, int batches)
            throws Exception {
        Sequence data = load.data(bench.settings(), batches);
        Callable<Double> tandem =
                () -> new TandemRun(PROCESSES, 4).samplesPerSecond(cluster, load.network(), data, load.batchSize());
        try (Dialogue ddp = start(torch, load.label(), load.batchSize())) {
            bench.measure(Measure.of("torch." + load.label(), bench.settings().choose(2, 5))
                    .warmups(1)
                    .with(Contender.of("tandem", UNIT, tandem))
                    .with(Contender.of("ddp", UNIT, () -> samplesPerSecond(ddp, batches / PROCESSES)))
                    .ratio("vs_torch_ddp." + load.label(), "tandem", "ddp"));
        }
    }

    private static Dialogue start(Torch torch, String model, int batchSize) throws Exception {
        Dialogue ddp = Dialogue.start(torch.script("ddp.py", model, batchSize, PROCESSES));
        ddp.hear();
        return ddp;
    }

    private static double samplesPerSecond(Dialogue ddp, int steps) throws Exception {
        double[] answer = ddp.ask(steps);
        return answer[0] / answer[1];
    }
}
