package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider;
import org.nd4j.linalg.factory.Nd4j;

final class ShapeInfoCacheTest {

    private final ShapeInfoCache cache = new ShapeInfoCache();
    private final DirectShapeInfoProvider plain = new DirectShapeInfoProvider();

    /** What the other JVM runs. */
    static final class Making {
        public static void main(String[] arguments) {
            NativeLibrary.load();
            DataBuffer one = Nd4j.create(2, 3).shapeInfoDataBuffer();
            System.out.println(one == Nd4j.create(2, 3).shapeInfoDataBuffer());
            System.exit(0);
        }
    }

    private Pair<DataBuffer, long[]> info(
            long[] shape, long[] stride, long elementWiseStride, char order, DataType type, boolean empty) {
        Pair<DataBuffer, long[]> made =
                cache.createShapeInformation(shape, stride, elementWiseStride, order, type, empty);
        assertThat(made.getSecond())
                .isEqualTo(plain.createShapeInformation(shape, stride, elementWiseStride, order, type, empty)
                        .getSecond());
        assertThat(made.getFirst().asLong()).isEqualTo(made.getSecond());
        return made;
    }

    private static long[] of(long... values) {
        return values;
    }

    @Test
    void sameShape_isMadeOnce() {
        assertThat(info(of(2, 3), of(3, 1), 1, 'c', DataType.FLOAT, false))
                .isSameAs(info(of(2, 3), of(3, 1), 1, 'c', DataType.FLOAT, false));
    }

    @Test
    void whateverDiffers_isToldApart() {
        assertThat(new Object[] {
                    info(of(2, 3), of(3, 1), 1, 'c', DataType.FLOAT, false),
                    info(of(3, 2), of(3, 1), 1, 'c', DataType.FLOAT, false),
                    info(of(2, 3), of(1, 2), 1, 'c', DataType.FLOAT, false),
                    info(of(2, 3), of(3, 1), 0, 'c', DataType.FLOAT, false),
                    info(of(2, 3), of(3, 1), 1, 'f', DataType.FLOAT, false),
                    info(of(2, 3), of(3, 1), 1, 'c', DataType.INT64, false),
                    info(of(2, 3), of(3, 1), 1, 'c', DataType.FLOAT, true),
                    info(of(), of(), 1, 'c', DataType.FLOAT, false)
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void callersArrays_mayChange() {
        long[] shape = {4, 5};
        Pair<DataBuffer, long[]> first = info(shape, of(5, 1), 1, 'c', DataType.FLOAT, false);
        shape[0] = 6;
        assertThat(info(shape, of(5, 1), 1, 'c', DataType.FLOAT, false)).isNotSameAs(first);
        assertThat(info(of(4, 5), of(5, 1), 1, 'c', DataType.FLOAT, false)).isSameAs(first);
    }

    @Test
    void beyondItsBound_nothingMoreIsKept() {
        for (int rows = 1; rows <= ShapeInfoCache.LARGEST; rows++) {
            info(of(rows, 1), of(1, 1), 1, 'c', DataType.FLOAT, false);
        }
        assertThat(info(of(1, 1), of(1, 1), 1, 'c', DataType.FLOAT, false))
                .isSameAs(info(of(1, 1), of(1, 1), 1, 'c', DataType.FLOAT, false));
        assertThat(info(of(9999, 1), of(1, 1), 1, 'c', DataType.FLOAT, false))
                .isNotSameAs(info(of(9999, 1), of(1, 1), 1, 'c', DataType.FLOAT, false));
    }

    @Test
    @Timeout(60)
    void whereTandemLoadsNd4j_arraysShareIt_unlessTheUserNamesAnotherClass() throws IOException {
        assertThat(OtherJvm.lines(Making.class)).last().isEqualTo("true");
        assertThat(OtherJvm.lines(Making.class, "-Dshapeinfoprovider=" + DirectShapeInfoProvider.class.getName()))
                .last()
                .isEqualTo("false");
    }
}
