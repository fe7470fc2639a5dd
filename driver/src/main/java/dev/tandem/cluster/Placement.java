package dev.tandem.cluster;

import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.Segment;
import dev.tandem.task.ChainJob;
import dev.tandem.task.TaskReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/**
 * Where tasks would like to run: near their data, where the Sequence knows of hosts; within an epoch where their replicas ran in the
 * segment before, since there the batches have been read ahead.
 */
final class Placement {

    private Placement() {}

    /**
     * One element and one partition per task, in task order.
     *
     * @param before of the segment before, in task order; empty if there was none
     */
    static RDD<Integer> tasks(JavaSparkContext spark, ChainJob job, TrainingData data, List<TaskReport> before) {
        List<Tuple2<Integer, Seq<String>>> tasks = new ArrayList<>();
        for (int task = 0; task < job.tasks(); task++) {
            List<String> wanted = new ArrayList<>();
            if (job.chain().work().segment().fromRound() > 0 && before.size() == job.tasks()) {
                wanted.add(before.get(task).location());
            }
            wanted.addAll(hosts(job.chain().work().segment(), job.replicasOf(task), data));
            tasks.add(new Tuple2<>(task, JavaConverters.asScalaBuffer(wanted).toSeq()));
        }
        return spark.sc().makeRDD(JavaConverters.asScalaBuffer(tasks).toSeq(), ClassTag$.MODULE$.apply(Integer.class));
    }

    /** Only an unshuffled order keeps a task's indices together, so that hosts can be asked for. */
    private static List<String> hosts(Segment segment, List<Integer> replicas, TrainingData data) {
        if (!(data instanceof Sequence sequence) || segment.plan().order().shuffle()) {
            return List.of();
        }
        IndexRange first = segment.positions(replicas.get(0));
        IndexRange last = segment.positions(replicas.get(replicas.size() - 1));
        if (first.from() == last.to()) {
            return List.of();
        }
        int from = segment.plan().order().indexAt(first.from());
        int to = segment.plan().order().indexAt(last.to() - 1) + 1;
        return from < to ? sequence.preferredHosts(from, to) : List.of();
    }
}
