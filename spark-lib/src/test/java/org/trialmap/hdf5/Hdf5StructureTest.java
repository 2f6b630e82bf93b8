package org.trialmap.hdf5;

import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.javacpp.DoublePointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.NdArray;

/** ACME's default container and payload: what h5dump 1.10 shows of ours, and libhdf5 1.14 reads. */
class Hdf5StructureTest {
    @TempDir
    Path folder;

    private Path container;
    private Path payload;

    @BeforeEach
    void writeContainerAndPayload() throws IOException {
        container = folder.resolve("f.h5");
        payload = Files.createDirectory(folder.resolve("f_payload")).resolve("f_0.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(payload)) {
            for (int i = 0; i < 2; i++) {
                Hdf5Writer.Group group = writer.root().group("comp_" + i);
                group.dataset("result_0", NdArray.of(new double[] {18 + i}, 1));
                group.dataset("result_1", NdArray.of(new String[] {"é"}, 1));
                group.dataset("result_2", NdArray.complex(new double[] {1, 2, 3, 4}, 2));
                group.dataset("result_3", NdArray.from(i == 1));
            }
        }
        try (Hdf5Writer writer = Hdf5Writer.create(container)) {
            writer.root().externalLink("comp_0", "f_payload/f_0.h5", "/comp_0");
            writer.root().externalLink("comp_1", "f_payload/f_0.h5", "/comp_1");
            writer.root().attribute("tasks", NdArray.from(2L));
        }
    }

    @Test
    void h5dumpShowsAContainerOfExternalLinks() {
        assertEquals("""
                HDF5 "%s" {
                SUPER_BLOCK {
                   SUPERBLOCK_VERSION 0
                   FREELIST_VERSION 0
                   SYMBOLTABLE_VERSION 0
                   OBJECTHEADER_VERSION 0
                   OFFSET_SIZE 8
                   LENGTH_SIZE 8
                   BTREE_RANK 16
                   BTREE_LEAF 4
                   ISTORE_K 32
                   FILE_SPACE_STRATEGY H5F_FSPACE_STRATEGY_FSM_AGGR
                   FREE_SPACE_PERSIST FALSE
                   FREE_SPACE_SECTION_THRESHOLD 1
                   FILE_SPACE_PAGE_SIZE 4096
                   USER_BLOCK {
                      USERBLOCK_SIZE 0
                   }
                }
                GROUP "/" {
                   ATTRIBUTE "tasks" {
                      DATATYPE  H5T_STD_I64LE
                      DATASPACE  SCALAR
                   }
                   EXTERNAL_LINK "comp_0" {
                      TARGETFILE "f_payload/f_0.h5"
                      TARGETPATH "/comp_0"
                   }
                   EXTERNAL_LINK "comp_1" {
                      TARGETFILE "f_payload/f_0.h5"
                      TARGETPATH "/comp_1"
                   }
                }
                }
                """.formatted(container), References.h5dump("-B", "-H", container.toString())
                .replaceAll("(?s)   EXTERNAL_LINK \"(comp_.)\" \\{\n      TARGETFILE ([^\n]*)\n      TARGETPATH ([^\n]*)\n.*?\n   }\n",
                        "   EXTERNAL_LINK \"$1\" {\n      TARGETFILE $2\n      TARGETPATH $3\n   }\n"));
    }

    @Test
    void h5dumpShowsContiguousDatasetsInThePayload() {
        String dump = References.h5dump("-p", "-H", "-g", "/comp_1", payload.toString()).replaceAll("OFFSET \\d+", "OFFSET n");
        String rest = """
                         }
                         FILTERS {
                            NONE
                         }
                         FILLVALUE {
                            FILL_TIME H5D_FILL_TIME_IFSET
                            VALUE  H5D_FILL_VALUE_DEFAULT
                         }
                         ALLOCATION_TIME {
                            H5D_ALLOC_TIME_LATE
                         }
                      }
                """.indent(-3);
        assertEquals("""
                HDF5 "%s" {
                GROUP "/comp_1" {
                   DATASET "result_0" {
                      DATATYPE  H5T_IEEE_F64LE
                      DATASPACE  SIMPLE { ( 1 ) / ( 1 ) }
                      STORAGE_LAYOUT {
                         CONTIGUOUS
                         SIZE 8
                         OFFSET n
                %s   DATASET "result_1" {
                      DATATYPE  H5T_STRING {
                         STRSIZE H5T_VARIABLE;
                         STRPAD H5T_STR_NULLTERM;
                         CSET H5T_CSET_UTF8;
                         CTYPE H5T_C_S1;
                      }
                      DATASPACE  SIMPLE { ( 1 ) / ( 1 ) }
                      STORAGE_LAYOUT {
                         CONTIGUOUS
                         SIZE 16
                         OFFSET n
                %s   DATASET "result_2" {
                      DATATYPE  H5T_COMPOUND {
                         H5T_IEEE_F64LE "r";
                         H5T_IEEE_F64LE "i";
                      }
                      DATASPACE  SIMPLE { ( 2 ) / ( 2 ) }
                      STORAGE_LAYOUT {
                         CONTIGUOUS
                         SIZE 32
                         OFFSET n
                %s   DATASET "result_3" {
                      DATATYPE  H5T_ENUM {
                         H5T_STD_I8LE;
                         "FALSE"            0;
                         "TRUE"             1;
                      }
                      DATASPACE  SCALAR
                      STORAGE_LAYOUT {
                         CONTIGUOUS
                         SIZE 1
                         OFFSET n
                %s}
                }
                """.formatted(payload, rest, rest, rest, rest), dump);
    }

    @Test
    void h5pyFollowsTheLinksAfterBothWereMoved() throws IOException {
        Path moved = Files.createDirectory(folder.resolve("moved to ü"));
        Files.move(container, moved.resolve("f.h5"));
        Files.move(payload.getParent(), moved.resolve("f_payload"));
        assertEquals("[19.] b'\\xc3\\xa9' (1+2j) True\n", References.python("""
                import h5py, sys
                g = h5py.File(sys.argv[1])['comp_1']
                print(g['result_0'][()], g['result_1'][0], g['result_2'][0], g['result_3'][()])
                """, moved.resolve("f.h5").toString()));
        try (Hdf5File h5 = Hdf5File.open(moved.resolve("f.h5"))) {
            assertEquals(19.0, h5.dataset("/comp_1/result_0").read().doubles()[0]);
            assertEquals(moved.resolve("f_payload/f_0.h5"), h5.dataset("/comp_1/result_0").file());
        }
    }

    @Test
    void libhdf5ReadsThroughTheLinks() {
        H5File file = new H5File(container.toString(), H5F_ACC_RDONLY);
        for (int i = 0; i < 2; i++) {
            try (DataSet dataset = file.openDataSet("/comp_" + i + "/result_0"); DoublePointer value = new DoublePointer(1)) {
                dataset.read(value, PredType.NATIVE_DOUBLE());
                assertEquals(18 + i, value.get());
            }
        }
        file._close();
    }
}
