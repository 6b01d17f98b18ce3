"""特別支給の老齢厚生年金 (special old-age employees' pension). EPI Act suppl. art. 8, 8-2."""

from nenkin.law.career import FEMALE


def special_start_age(sex: int, category: int, start_general: int, start_women: int) -> int:
    """報酬比例部分の支給開始年齢 in months of age; 780 (65) means none before 65. EPI Act suppl. art. 8-2.

    Women have the later table for 第1号 only; men and 第2号〜第4号 share the other one.
    """
    return start_women if sex == FEMALE and category == 1 else start_general
