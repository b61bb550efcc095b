"""How people spell where somebody stands, what a sponsor does, and what lies in a dossier; as in ``spellings``."""

from branches.names import fold_tight

from ..models import AcquaintanceWaiver, PaperState, SponsorLeft, SponsorRole
from ..rules.papers import HANOI
from ..rules.papers import PAPERS as PAPER_TYPES
from ..stages import Stage
from .spellings import spelled

# --- Where people stand

STAGE_NAMES = {
    Stage.INTRODUCED: "Quần chúng được giới thiệu",
    Stage.LISTED: "Cảm tình Đảng",
    Stage.CERTIFIED: "Có giấy chứng nhận lớp bồi dưỡng",
    Stage.PERMITTED: "Được phép làm thủ tục",
    Stage.DOSSIER: "Đang lập hồ sơ",
    Stage.VERIFIED: "Đã thẩm tra, chứng nhận lý lịch",
    Stage.CELL_RESOLVED: "Chi bộ đã ra nghị quyết",
    Stage.SECTION_REPORTED: "Đảng ủy bộ phận đã báo cáo",
    Stage.BASE_RESOLVED: "Đảng ủy cơ sở đã ra nghị quyết",
    Stage.RECEIVED: "Ban tổ chức tiếp nhận hồ sơ",
    Stage.APPRAISED: "Đã thẩm định hồ sơ",
    Stage.RETURNED: "Trả lại bổ sung",
    Stage.CONSULTED: "Xin ý kiến",
    Stage.SUBMITTED: "Trình ban thường vụ",
    Stage.DECIDED: "Có quyết định, chờ lễ kết nạp",
    Stage.PROBATION: "Đảng viên dự bị",
    Stage.RECOGNITION_PROPOSED: "Đã đề nghị công nhận chính thức",
    Stage.RECOGNISED: "Đảng viên chính thức",
    Stage.DROPPED: "Đưa ra khỏi danh sách",
    Stage.WITHDRAWN: "Xin thôi",
    Stage.REFUSED: "Không được đồng ý kết nạp",
    Stage.MOVED: "Chuyển đi nơi khác",
    Stage.ADMITTED_ELSEWHERE: "Đã kết nạp ở nơi khác",
    Stage.REMOVED: "Xóa tên đảng viên dự bị",
    Stage.CANCELLED: "Hủy quyết định",
}
STAGES = spelled(STAGE_NAMES) | spelled(
    {
        Stage.INTRODUCED: "Quần chúng;Nguồn;Được giới thiệu;Mới giới thiệu;Đã giới thiệu;Quần chúng ưu tú;Đoàn viên ưu tú;"
        "Nguồn phát triển đảng;Nguồn phát triển đảng viên;Tạo nguồn;QC;QCUT;QC ưu tú;ĐVUT;ĐV ưu tú;Nguồn kết nạp;"
        "Nguồn kết nạp Đảng;Nguồn PTĐ;Nguồn PTĐV",
        Stage.LISTED: "Cảm tình;Đối tượng cảm tình;Đối tượng cảm tình Đảng;Đối tượng Đảng;Đối tượng kết nạp Đảng;Đối tượng;"
        "Đã công nhận cảm tình;Đã công nhận cảm tình Đảng;Công nhận cảm tình Đảng;Trong danh sách cảm tình Đảng;"
        "Danh sách cảm tình Đảng;Quần chúng cảm tình Đảng;CTĐ;CT Đảng;CN cảm tình;CN cảm tình Đảng;Đã CN cảm tình;"
        "Đã CN cảm tình Đảng;Được công nhận cảm tình;Được công nhận cảm tình Đảng",
        Stage.CERTIFIED: "Có giấy chứng nhận;Đã có giấy chứng nhận;Có GCN;Đã có GCN;Đã cấp GCN;Đã cấp giấy chứng nhận;"
        "Đã học lớp bồi dưỡng;Đã học lớp bồi dưỡng nhận thức về Đảng;Đã học lớp nhận thức về Đảng;"
        "Đã qua lớp bồi dưỡng nhận thức về Đảng;Đã học lớp cảm tình;Đã học lớp cảm tình Đảng;Đã học cảm tình Đảng;"
        "Đã học lớp đối tượng Đảng;Đã học đối tượng Đảng;Có chứng chỉ;Đã có chứng chỉ;"
        "Có giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng;Đã có giấy chứng nhận lớp bồi dưỡng;Đã học lớp;"
        "Đã học xong lớp;Đã học xong;Đã qua lớp;Đã qua lớp bồi dưỡng;Đã học lớp nhận thức;Đã học lớp BDNT;"
        "Đã học lớp bồi dưỡng nhận thức;Đã học lớp BDNT về Đảng;Đã học BDNT;Đã học bồi dưỡng;Học xong lớp cảm tình;"
        "Đã học xong lớp cảm tình;Đã học xong lớp cảm tình Đảng;Đã học xong lớp bồi dưỡng;Đã dự lớp;Đã dự lớp bồi dưỡng;"
        "Đã được cấp GCN;Đã được cấp giấy chứng nhận;Đã cấp CC;Có CC",
        Stage.PERMITTED: "Cho phép làm thủ tục;Được cho phép làm thủ tục;Đồng ý cho làm thủ tục;Được đồng ý cho làm thủ tục;"
        "Đã được phép làm thủ tục;Được làm thủ tục;Được phép làm hồ sơ;Được phép làm hồ sơ kết nạp",
        Stage.DOSSIER: "Làm hồ sơ;Đang làm hồ sơ;Đang làm hồ sơ kết nạp;Lập hồ sơ;Đang hoàn thiện hồ sơ;Hoàn thiện hồ sơ;"
        "Đang hoàn chỉnh hồ sơ;Đang làm thủ tục;Đang làm thủ tục kết nạp;Đang làm HS;Làm HS;Lập HS;Đang lập HS;"
        "Đang làm lý lịch;Đang thẩm tra;Đang thẩm tra lý lịch;Đang xác minh lý lịch",
        Stage.VERIFIED: "Đã thẩm tra;Đã thẩm tra lý lịch;Đã xác minh lý lịch;Đã thẩm tra xong lý lịch;"
        "Đã chứng nhận lý lịch;Hoàn thành thẩm tra lý lịch;Đủ hồ sơ;Đã đủ hồ sơ",
        Stage.CELL_RESOLVED: "Chi bộ đã xét;Chi bộ đã họp xét;Chi bộ đề nghị;Chi bộ đã đề nghị;Chi bộ đề nghị kết nạp;"
        "Chi bộ đã đề nghị kết nạp;Nghị quyết chi bộ;Có nghị quyết chi bộ;Đã có nghị quyết chi bộ;Chi bộ đã thông qua",
        Stage.SECTION_REPORTED: "Đảng ủy bộ phận đã thẩm định;Đảng ủy bộ phận báo cáo;Báo cáo của đảng ủy bộ phận",
        Stage.BASE_RESOLVED: "Đảng ủy đã xét;Đảng ủy đã họp xét;Đảng ủy đề nghị;Đảng ủy đã đề nghị;Đảng ủy cơ sở đề nghị;"
        "Đảng ủy đề nghị kết nạp;Đảng ủy cơ sở đề nghị kết nạp;Nghị quyết đảng ủy;Có nghị quyết đảng ủy;"
        "Đã có nghị quyết đảng ủy;Đảng ủy đã ra nghị quyết;Đảng ủy cơ sở đã đề nghị",
        Stage.RECEIVED: "Đã nộp hồ sơ;Đã gửi hồ sơ;Nộp hồ sơ;Đã tiếp nhận hồ sơ;Tiếp nhận hồ sơ;Đã nhận hồ sơ;"
        "Ban tổ chức đã nhận hồ sơ;Ban tổ chức đã tiếp nhận hồ sơ;Đang thẩm định;Đang thẩm định hồ sơ;Chờ thẩm định",
        Stage.APPRAISED: "Đã thẩm định;Thẩm định xong;Ban tổ chức đã thẩm định",
        Stage.RETURNED: "Trả lại;Trả hồ sơ;Bị trả lại;Trả lại hồ sơ;Hồ sơ bị trả lại;Yêu cầu bổ sung;Bổ sung hồ sơ;"
        "Đang bổ sung hồ sơ;Trả lại bổ sung hồ sơ;Trả lại để bổ sung",
        Stage.CONSULTED: "Đang xin ý kiến;Đã xin ý kiến;Lấy ý kiến;Đang lấy ý kiến",
        Stage.SUBMITTED: "Đã trình;Đang trình;Trình BTV;Đã trình BTV;Đã trình ban thường vụ;Chờ quyết định;Chờ kết nạp;"
        "Đang chờ quyết định;Trình cấp có thẩm quyền;Đã trình cấp có thẩm quyền",
        Stage.DECIDED: "Có quyết định;Đã có quyết định;Có quyết định kết nạp;Đã có quyết định kết nạp;Chờ lễ kết nạp;"
        "Chưa tổ chức lễ;Chưa tổ chức lễ kết nạp",
        Stage.PROBATION: "Dự bị;ĐV dự bị;ĐVDB;Đang dự bị;Đã kết nạp;Kết nạp;Mới kết nạp",
        Stage.RECOGNITION_PROPOSED: "Đề nghị công nhận chính thức;Đề nghị chuyển chính thức;Đã đề nghị chuyển chính thức;"
        "Chờ công nhận chính thức;Chờ chuyển chính thức",
        Stage.RECOGNISED: "Chính thức;ĐV chính thức;ĐVCT;Đã công nhận chính thức;Đã chuyển chính thức;Đảng viên",
        Stage.DROPPED: "Đưa ra danh sách;Đã đưa ra khỏi danh sách;Loại khỏi danh sách;Đưa ra khỏi nguồn;Ra khỏi danh sách;"
        "Không đủ điều kiện;Không còn đủ điều kiện",
        Stage.WITHDRAWN: "Thôi;Thôi phấn đấu;Không phấn đấu;Xin rút;Rút;Rút đơn;Xin thôi phấn đấu;Tự nguyện xin thôi",
        Stage.REFUSED: "Không đồng ý kết nạp;Không được kết nạp;Không kết nạp;Từ chối kết nạp",
        Stage.MOVED: "Chuyển đi;Đã chuyển đi;Chuyển nơi khác;Đã chuyển;Chuyển sinh hoạt;Chuyển công tác",
        Stage.ADMITTED_ELSEWHERE: "Kết nạp nơi khác;Kết nạp ở nơi khác;Đã kết nạp nơi khác",
        Stage.REMOVED: "Xóa tên;Xóa tên ĐVDB;Đã xóa tên",
        Stage.CANCELLED: "Hủy quyết định kết nạp;Đã hủy quyết định",
    }
)

# --- Sponsors

SPONSOR_ROLE_NAMES = {SponsorRole.INTRODUCES: "giới thiệu", SponsorRole.HELPS: "giúp đỡ"}
SPONSOR_ROLES = spelled(SPONSOR_ROLE_NAMES) | spelled(
    {
        SponsorRole.INTRODUCES: "Đảng viên giới thiệu;ĐV giới thiệu;Người giới thiệu;GT;Giới thiệu vào Đảng;3-KNĐ",
        SponsorRole.HELPS: "Được phân công giúp đỡ;Phân công giúp đỡ;Đảng viên giúp đỡ;ĐV giúp đỡ;Người giúp đỡ;GĐ;"
        "Đảng viên được phân công giúp đỡ;ĐV được phân công giúp đỡ;Theo dõi, giúp đỡ;Theo dõi;Hướng dẫn, giúp đỡ",
    }
)
SPONSOR_WAIVER_NAMES = {
    AcquaintanceWaiver.REPLACES: "thay đảng viên trước",
    AcquaintanceWaiver.ARRIVED: "người được giúp đỡ chuyển đến",
}
SPONSOR_WAIVERS = spelled(SPONSOR_WAIVER_NAMES) | spelled(
    {
        AcquaintanceWaiver.REPLACES: "Thay;Thay thế;Thay người trước;"
        "Thay đảng viên đã chuyển đi, bị kỷ luật hoặc không thể tiếp tục",
        AcquaintanceWaiver.ARRIVED: "Chuyển đến;Mới chuyển đến;Người được giúp đỡ chuyển đến từ nơi khác;"
        "Quần chúng mới chuyển đến;Quần chúng chuyển đến",
    }
)
SPONSOR_END_NAMES = {
    SponsorLeft.MOVED: "chuyển đi nơi khác",
    SponsorLeft.DISCIPLINED: "bị kỷ luật",
    SponsorLeft.LEFT: "từ trần hoặc ra khỏi Đảng",
    SponsorLeft.FINISHED: "đã hoàn thành nhiệm vụ",
    SponsorLeft.OTHER: "lý do khác",
}
SPONSOR_ENDS = spelled(SPONSOR_END_NAMES) | spelled(
    {
        SponsorLeft.MOVED: "Chuyển đi;Chuyển sinh hoạt;Chuyển công tác;Chuyển sinh hoạt đảng",
        SponsorLeft.DISCIPLINED: "Kỷ luật",
        SponsorLeft.LEFT: "Từ trần;Mất;Ra khỏi Đảng;Xin ra khỏi Đảng;Khai trừ;Xóa tên",
        SponsorLeft.FINISHED: "Hoàn thành;Hoàn thành nhiệm vụ;Xong;Đã xong;Đã kết nạp;Đã công nhận chính thức",
        SponsorLeft.OTHER: "Khác",
    }
)

# --- Papers of a dossier

PAPER_NAMES = {paper.key: str(paper) for paper in PAPER_TYPES}
PAPERS = (
    {fold_tight(code): paper.key for paper in PAPER_TYPES for code in paper.codes_in(HANOI)}
    | {fold_tight(said): p.key for p in PAPER_TYPES for said in (str(p), p.name, p.key, p.code) if said}
    | spelled(
        {
            "certificate": "GCN;Giấy chứng nhận;GCN bồi dưỡng;GCN lớp bồi dưỡng;Giấy chứng nhận lớp bồi dưỡng;"
            "Giấy chứng nhận bồi dưỡng nhận thức về Đảng;GCN bồi dưỡng nhận thức về Đảng;GCN nhận thức về Đảng;"
            "Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng;GCN học lớp bồi dưỡng nhận thức về Đảng;Chứng chỉ;"
            "GCN cảm tình Đảng;GCN lớp cảm tình Đảng",
            "application": "Đơn;Đơn xin;Đơn vào Đảng;Đơn xin gia nhập Đảng",
            "curriculum_vitae": "Lý lịch;Lý lịch người xin vào Đảng;Lý lịch xin vào Đảng;Sơ yếu lý lịch;Lý lịch 2-KNĐ",
            "verification_result": "Thẩm tra lý lịch;Kết quả thẩm tra;Kết quả thẩm tra lý lịch;Biên bản thẩm tra lý lịch;"
            "Xác minh lý lịch;Phiếu thẩm tra;Phiếu thẩm tra lý lịch",
            "verification_request": "Công văn thẩm tra;Công văn đề nghị thẩm tra;Công văn đề nghị thẩm tra lý lịch",
            "verification_introduction": "Giấy giới thiệu đi thẩm tra;Giấy giới thiệu thẩm tra lý lịch",
            "sponsor_letter": "Giấy giới thiệu;Giấy giới thiệu vào Đảng;Giấy giới thiệu của đảng viên;"
            "Giấy giới thiệu của đảng viên chính thức",
            "youth_union_resolution": "Nghị quyết Đoàn;NQ Đoàn;Nghị quyết Đoàn thanh niên;NQ Đoàn thanh niên;"
            "Nghị quyết giới thiệu đoàn viên ưu tú;Nghị quyết của Đoàn;Nghị quyết giới thiệu của Đoàn",
            "trade_union_resolution": "Nghị quyết Công đoàn;NQ Công đoàn;Nghị quyết của Công đoàn;"
            "Nghị quyết giới thiệu đoàn viên công đoàn;Nghị quyết giới thiệu của Công đoàn",
            "opinions_summary": "Tổng hợp ý kiến;Ý kiến nhận xét;Tổng hợp ý kiến nhận xét;Ý kiến nơi cư trú;"
            "Nhận xét nơi cư trú;Tổng hợp ý kiến nhận xét đối với người vào Đảng",
            "cell_resolution": "Nghị quyết chi bộ;NQ chi bộ;Nghị quyết của chi bộ;Nghị quyết đề nghị kết nạp của chi bộ;"
            "Nghị quyết kết nạp của chi bộ",
            "section_report": "Báo cáo đảng ủy bộ phận;Báo cáo của đảng ủy bộ phận",
            "base_resolution": "Nghị quyết đảng ủy;NQ đảng ủy;Nghị quyết đảng ủy cơ sở;Nghị quyết của đảng ủy cơ sở;"
            "Nghị quyết đề nghị kết nạp của đảng ủy cơ sở",
            "admission_decision": "Quyết định;Quyết định kết nạp;QĐ kết nạp;QĐ kết nạp đảng viên",
            "self_review": "Tự kiểm điểm;Bản tự kiểm điểm;Kiểm điểm đảng viên dự bị",
            "sponsor_comment": "Nhận xét của đảng viên giúp đỡ;Nhận xét đảng viên dự bị;Bản nhận xét đảng viên dự bị",
            "new_member_certificate": "GCN đảng viên mới;Giấy chứng nhận đảng viên mới;GCN lớp đảng viên mới",
            "recognition_decision": "Quyết định công nhận;QĐ công nhận chính thức;QĐ công nhận đảng viên chính thức;"
            "Quyết định công nhận chính thức",
            "parents_opinion": "Ý kiến cha mẹ;Ý kiến gia đình",
            "permission": "Văn bản cho phép làm thủ tục;Cho phép làm thủ tục",
        }
    )
)
"""By the official name with and without its code, by a code (the central one before a province's), by short names."""

PAPER_STATE_NAMES = {
    PaperState.MISSING: "thiếu",
    PaperState.UNDER_WAY: "đang làm",
    PaperState.COMPLETE: "đủ",
    PaperState.TO_SUPPLEMENT: "cần bổ sung",
    PaperState.NOT_NEEDED: "không cần",
}
PAPER_STATES = spelled(PAPER_STATE_NAMES) | spelled(
    {
        PaperState.MISSING: "Chưa có;Chưa;Không có;Còn thiếu;0",
        PaperState.UNDER_WAY: "Đang làm thủ tục;Đang thực hiện;Đang hoàn thiện;Đang chờ",
        PaperState.COMPLETE: "Có;Đã có;x;Đã đủ;Đầy đủ;Xong;Đã xong;Hoàn thành;Đã nộp;1",
        PaperState.TO_SUPPLEMENT: "Bổ sung;Phải bổ sung;Chờ bổ sung;Đang bổ sung;Yêu cầu bổ sung",
        PaperState.NOT_NEEDED: "Không áp dụng;Không yêu cầu;Không phải nộp;Miễn;KAD",
    }
)
